// The block « Parvis event »: its address, and which part of it is shown; the server draws it.

(function ({ blocks, element, components, blockEditor, serverSideRender }, words) {
  const { createElement: tag, Fragment } = element;
  const parts = {
    card: "Card",
    registration: "Registration",
    comments: "Comments",
    seats: "Seats and button only",
  };
  const options = Object.entries(parts).map(([value, word]) => ({ value, label: words[word] }));

  function edit({ attributes, setAttributes }) {
    const event = tag(components.TextControl, {
      label: words["Address of the event"],
      value: attributes.event,
      onChange: (value) => setAttributes({ event: value }),
    });
    const part = tag(components.SelectControl, {
      label: words["What is shown"],
      value: attributes.part,
      options,
      onChange: (value) => setAttributes({ part: value }),
    });
    const shown = attributes.event && tag(serverSideRender, { block: "parvis/event", attributes });
    return tag("div", blockEditor.useBlockProps(), tag(Fragment, null, event, part, shown));
  }

  blocks.registerBlockType("parvis/event", {
    apiVersion: 2,
    title: words["Parvis event"],
    icon: "calendar-alt",
    category: "embed",
    attributes: {
      event: { type: "string", default: "" },
      part: { type: "string", default: "registration" },
    },
    edit,
    save: () => null,
  });
})(window.wp, window.parvisWords);

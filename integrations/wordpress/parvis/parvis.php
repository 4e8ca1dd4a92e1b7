<?php
/**
 * Plugin Name: Parvis
 * Description: Shows events of a Parvis site in articles: a card, registration, comments, and a list of what comes. / Montre les événements d’un site Parvis dans les articles.
 * Version: 0.2.0
 * Requires at least: 5.9
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 *
 * @package Parvis
 */

defined( 'ABSPATH' ) || exit;

const PARVIS_OPTION = 'parvis_site';
const PARVIS_PARTS  = array(
	'card'         => 360,
	'registration' => 1100,
	'comments'     => 900,
	'seats'        => 420,
);

/**
 * Return a word in the language of the site: French where WordPress speaks French, else English.
 *
 * @param string $word The English word.
 */
function parvis_word( $word ) {
	$french = array(
		'Parvis event'                         => 'Événement Parvis',
		'Coming events'                        => 'Prochaines rencontres',
		'No event is announced.'               => 'Aucun événement n’est annoncé.',
		'Address of the Parvis site'           => 'Adresse du site Parvis',
		'Such as https://events.example.org'   => 'Comme https://rencontres.example.org',
		'This is not the address of a site.'   => 'Ce n’est pas l’adresse d’un site.',
		'Address of the event'                 => 'Adresse de l’événement',
		'What is shown'                        => 'Ce qui est montré',
		'Card'                                 => 'Carte',
		'Registration'                         => 'Inscription',
		'Comments'                             => 'Commentaires',
		'Seats and button only'                => 'Places et bouton seulement',
		'Enter the address of an event of %s.' => 'Indiquez l’adresse d’un événement de %s.',
		'Note this site’s address on the Parvis desk, under « Embed ».' => 'Notez l’adresse de ce site au bureau de Parvis, sous « Intégrer ».',
	);
	$speaks = function_exists( 'determine_locale' ) ? determine_locale() : get_locale();
	return 0 === strpos( $speaks, 'fr' ) && isset( $french[ $word ] ) ? $french[ $word ] : $word;
}

/**
 * Return the origin of the Parvis site, such as https://events.example.org; empty while nobody has said it.
 */
function parvis_site() {
	return (string) get_option( PARVIS_OPTION, '' );
}

/**
 * Return an address as the origin of a site, or the present one, with a notice, where it is none.
 *
 * @param mixed $said What was typed.
 */
function parvis_origin( $said ) {
	$said  = trim( is_string( $said ) ? $said : '' );
	$parts = wp_parse_url( $said );
	if ( '' === $said ) {
		return '';
	}
	if ( empty( $parts['host'] ) || ! in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true ) ) {
		add_settings_error( PARVIS_OPTION, 'address', parvis_word( 'This is not the address of a site.' ) );
		return parvis_site();
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return esc_url_raw( $parts['scheme'] . '://' . $parts['host'] . $port );
}

/**
 * Return the slug of an event, from its address on the Parvis site or from the slug itself; empty for anything else.
 *
 * @param string $said An address or a slug.
 */
function parvis_slug( $said ) {
	$said = trim( (string) $said );
	$base = parvis_site() . '/events/';
	if ( 0 === strpos( $said, $base ) ) {
		$said = strtok( substr( $said, strlen( $base ) ), '?#/' );
	}
	return preg_match( '/^[a-z0-9][a-z0-9-]*$/', (string) $said ) ? $said : '';
}

/**
 * Return the frame of an event.
 *
 * @param array $said 'event': its address or slug; 'part': a key of PARVIS_PARTS.
 */
function parvis_frame( $said ) {
	$said = shortcode_atts(
		array(
			'event' => '',
			'part'  => 'registration',
		),
		(array) $said,
		'parvis'
	);
	$slug = parvis_slug( $said['event'] );
	$site = parvis_site();
	$part = isset( PARVIS_PARTS[ $said['part'] ] ) ? $said['part'] : 'registration';
	if ( '' === $slug || '' === $site ) {
		/* translators: %s: address of the Parvis site. */
		$hint = sprintf( parvis_word( 'Enter the address of an event of %s.' ), $site );
		return current_user_can( 'edit_posts' ) ? '<p>' . esc_html( $hint ) . '</p>' : '';
	}
	wp_enqueue_script( 'parvis-host' );
	$lang = 0 === strpos( get_locale(), 'fr' ) ? '' : '&lang=en';
	return sprintf(
		'<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy" style="border:0"></iframe>',
		esc_url( "$site/events/$slug/embed?part=$part$lang" ),
		esc_attr( parvis_word( 'Parvis event' ) ),
		PARVIS_PARTS[ $part ]
	);
}

/**
 * Return the coming events as a list; the feed stays an hour in WordPress' own cache.
 *
 * @param array $said 'count': how many at most.
 */
function parvis_list( $said ) {
	$said  = shortcode_atts( array( 'count' => 5 ), (array) $said, 'parvis-events' );
	$items = array();
	if ( '' !== parvis_site() ) {
		add_filter( 'wp_feed_cache_transient_lifetime', 'parvis_hour' );
		$feed = fetch_feed( parvis_site() . '/feed.xml' );
		remove_filter( 'wp_feed_cache_transient_lifetime', 'parvis_hour' );
		foreach ( is_wp_error( $feed ) ? array() : $feed->get_items() as $item ) {
			$starts = parvis_instant( $item, 'startdate' );
			if ( parvis_instant( $item, 'enddate' ) > time() ) {
				$items[ $starts . ' ' . $item->get_id() ] = sprintf(
					'<li><a href="%s">%s</a>, <time datetime="%s">%s</time></li>',
					esc_url( $item->get_permalink() ),
					esc_html( html_entity_decode( $item->get_title(), ENT_QUOTES, 'UTF-8' ) ),
					esc_attr( gmdate( 'c', $starts ) ),
					esc_html( wp_date( get_option( 'date_format' ), $starts ) )
				);
			}
		}
		ksort( $items );
		$items = array_slice( $items, 0, max( 1, (int) $said['count'] ) );
	}
	$none = '<p>' . esc_html( parvis_word( 'No event is announced.' ) ) . '</p>';
	return $items ? '<ul class="parvis-events">' . implode( '', $items ) . '</ul>' : $none;
}

/**
 * Return when an event of the feed begins or ends, in seconds since 1970; 0 where the feed does not say.
 *
 * @param SimplePie_Item $item An entry of the feed.
 * @param string         $which 'startdate' or 'enddate' of the RSS event module.
 */
function parvis_instant( $item, $which ) {
	$tags = $item->get_item_tags( 'http://purl.org/rss/1.0/modules/event/', $which );
	return isset( $tags[0]['data'] ) ? (int) strtotime( $tags[0]['data'] ) : 0;
}

/**
 * Return an hour, in seconds.
 */
function parvis_hour() {
	return HOUR_IN_SECONDS;
}

add_action(
	'init',
	function () {
		$site = parvis_site();
		if ( '' !== $site ) {
			wp_oembed_add_provider( $site . '/events/*', $site . '/oembed' );
			// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- the site names its own editions.
			wp_register_script( 'parvis-host', $site . '/static/js/embed-host.js', array(), null, true );
		}
		add_shortcode( 'parvis', 'parvis_frame' );
		add_shortcode( 'parvis-events', 'parvis_list' );
		wp_register_script(
			'parvis-block',
			plugins_url( 'block.js', __FILE__ ),
			array( 'wp-blocks', 'wp-element', 'wp-components', 'wp-block-editor', 'wp-server-side-render' ),
			'0.2.0',
			true
		);
		$words = array();
		foreach ( array( 'Parvis event', 'Address of the event', 'What is shown', 'Card', 'Registration', 'Comments', 'Seats and button only' ) as $word ) {
			$words[ $word ] = parvis_word( $word );
		}
		wp_localize_script( 'parvis-block', 'parvisWords', $words );
		register_block_type(
			'parvis/event',
			array(
				'api_version'     => 2,
				'editor_script'   => 'parvis-block',
				'render_callback' => 'parvis_frame',
				'attributes'      => array(
					'event' => array(
						'type'    => 'string',
						'default' => '',
					),
					'part'  => array(
						'type'    => 'string',
						'default' => 'registration',
					),
				),
			)
		);
	}
);

add_filter(
	'embed_oembed_html',
	function ( $html, $url ) {
		if ( '' !== parvis_site() && 0 === strpos( (string) $url, parvis_site() . '/events/' ) ) {
			wp_enqueue_script( 'parvis-host' );
		}
		return $html;
	},
	10,
	2
);

add_action(
	'admin_init',
	function () {
		register_setting(
			'general',
			PARVIS_OPTION,
			array(
				'type'              => 'string',
				'sanitize_callback' => 'parvis_origin',
				'default'           => '',
			)
		);
		add_settings_field(
			PARVIS_OPTION,
			esc_html( parvis_word( 'Address of the Parvis site' ) ),
			function () {
				printf(
					'<input type="url" class="regular-text" id="%1$s" name="%1$s" value="%2$s" placeholder="https://"><p class="description">%3$s. %4$s</p>',
					esc_attr( PARVIS_OPTION ),
					esc_attr( parvis_site() ),
					esc_html( parvis_word( 'Such as https://events.example.org' ) ),
					esc_html( parvis_word( 'Note this site’s address on the Parvis desk, under « Embed ».' ) )
				);
			},
			'general',
			'default',
			array( 'label_for' => PARVIS_OPTION )
		);
	}
);

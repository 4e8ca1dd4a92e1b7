// Bytes in hexadecimal digits.

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const random = (length) => hex(crypto.getRandomValues(new Uint8Array(length)));

/** The product's mark, for the browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="6.5" fill="#4353c9"/><g fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><rect x="5" y="7" width="14" height="10.4" rx="2.2"/><path d="m5.6 8.6 6.4 4.6 6.4-4.6"/></g></svg>`;

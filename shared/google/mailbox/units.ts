/**
 * What each method costs of a mailbox's quota (Gmail, "Usage limits"): 6,000 units a minute, and 15,000 for projects
 * that used Gmail before May 2026. `messages.get` costs the same in every format.
 */
export const GMAIL_UNITS = {
  'messages.get': 20,
  'messages.list': 5,
  'history.list': 2,
  'labels.list': 1,
  getProfile: 1,
  watch: 100,
  stop: 50,
  'messages.send': 100,
  'settings.sendAs.list': 1,
} as const;

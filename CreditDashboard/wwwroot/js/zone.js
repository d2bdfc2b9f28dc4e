// The zone that the viewer's own clock shows, by its IANA name.
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

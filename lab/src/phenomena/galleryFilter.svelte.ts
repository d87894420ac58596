import { everything, type GalleryFilter } from "./gallery.ts";

let filter = $state.raw<GalleryFilter>(everything);

/** What the gallery was narrowed to last: it stands when the reader comes back from an effect. */
export const chosen = {
  get filter(): GalleryFilter {
    return filter;
  },
  set filter(next: GalleryFilter) {
    filter = next;
  },
};

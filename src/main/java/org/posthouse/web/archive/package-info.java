/// The archives of lists as pages: by thread, date, author and month, one article, search, feed and mbox.
///
/// **Invariants.** Nothing that stands in a message becomes part of a page but as text: HTML is made harmless by a library and shown in a frame of its own that runs nothing and loads nothing from elsewhere, and what is
/// downloaded is never shown by the browser but raster images. Strangers see no whole address where the list masks them. Whoever may not read an archive learns nothing from it.
///
/// **Threads.** The container's; one request each.
///
/// **Diagnostics.** An article that cannot be read has a page that says so. Pages of what is not there are 404.
package org.posthouse.web.archive;

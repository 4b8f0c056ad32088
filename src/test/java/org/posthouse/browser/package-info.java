/// Tests that see what a person sees: a real Chromium on the pages of a real house, with and without scripts, at the width of a phone and of a desk, in light and dark, in three languages.
///
/// A [Visitor][org.posthouse.browser.Visitor] does what people do (`signIn`, `open`, `fill`, `press`) and reads what they read (`heading`, `errorAt`). Whatever page it opens it also holds to the rules that
/// bind every page: nothing from another host, nothing that the Content-Security-Policy had to stop, no text without a translation, 100 KB and 200 ms at most. [Visitor#inspect][org.posthouse.browser.Visitor#inspect]
/// asks more of it: WCAG 2.2 A and AA by axe-core, a label at each control, no sideways scrolling, and leaves a screenshot in `target/screenshots` of what is wrong, with
/// `-Dposthouse.browser.screenshots=all` of every page in every look.
///
/// **Diagnostics.** Without a Chromium and its driver on this machine (`apt-get install chromium chromium-driver`) the classes are left out with a line. A test that fails names the page, the look it had
/// and what was wrong with it. No browser and no driver is ever downloaded, and nothing but the house is reachable for the browser.
package org.posthouse.browser;

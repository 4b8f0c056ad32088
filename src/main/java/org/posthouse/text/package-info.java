/// Words for people, in English, Japanese and Simplified Chinese: one bundle a form or page (`org/posthouse/text/<name>_<language>.properties`, UTF-8), and one for faults.
///
/// **Invariants.** English has every key; a test holds the others to it. A text is a MessageFormat pattern when it is given arguments, and stands as it is when not.
///
/// **Threads.** Any; bundles are read once.
///
/// **Diagnostics.** A missing text shows as `??bundle.key??`, so that it is seen and breaks no page. A fault without translation is shown in English.
package org.posthouse.text;

/// Backups: a folder of objects and manifests that is made hot, checked, and turned into a home again. docs/backup-format.md has the format on disk.
///
/// **Invariants.** A backup is the database and the store at one moment: what the database's snapshot refers to is among the objects, and what was acknowledged before the moment is in the snapshot or in the
/// log behind its checkpoint. The manifest is written last, so a backup without one does not exist. An object is never changed; one that a manifest names is deleted only when no manifest does. With a key
/// everything but the names in the manifest is sealed, and octets that were changed, cut, swapped or taken from another object are found before anything is restored from them. A restore never writes over
/// anything: the home is new, the database is empty.
///
/// **Threads.** The caller's, one call at a time on a folder, which is locked.
///
/// **Diagnostics.** All that goes wrong is a [BackupTrouble][org.posthouse.backup.BackupTrouble]: one sentence for the person who asked. Nothing is retried; a backup that failed leaves objects that the next one
/// overwrites or uses.
package org.posthouse.backup;

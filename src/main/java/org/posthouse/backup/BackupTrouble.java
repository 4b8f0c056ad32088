package org.posthouse.backup;

import java.io.IOException;

/// A backup cannot be made, read or restored; the message is a sentence for the person who asked.
public final class BackupTrouble extends IOException {
    private static final long serialVersionUID = 1;

    public BackupTrouble(String message) { super(message); }

    public BackupTrouble(String message, Throwable cause) { super(message, cause); }

    /// The sentence for what the disk said.
    static BackupTrouble of(String doing, IOException failed) {
        if (failed instanceof BackupTrouble trouble) return trouble;
        var said = String.valueOf(failed.getMessage());
        if (said.contains("No space left") || said.contains("quota exceeded")) return new BackupTrouble(doing + " failed: the disk is full.", failed);       // ENOSPC, EDQUOT: the JDK has no type for them
        return new BackupTrouble(doing + " failed: " + (failed instanceof java.nio.file.FileSystemException ? failed.getClass().getSimpleName().replace("Exception", "") + ", " : "") + said + ".", failed);
    }
}

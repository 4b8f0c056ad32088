package org.posthouse.list.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A file of posts that is, or was, brought to a list's archive.
///
/// @param name   of the file as its owner knows it
/// @param own    the house's copy, which goes when it is not wanted any more
/// @param octets of the whole file
/// @param failed what went wrong, empty while nothing has
public record Import(long id, long list, State state, String name, Path file, boolean own, long octets, boolean oldPages, Progress progress, Instant begun, Optional<Instant> ended, String failed) {
    /// What may become of it.
    public enum State {
        /// Others are before it.
        WAITING,
        RUNNING, DONE,
        /// Something went wrong; it can go on where it was.
        FAILED,
        CANCELLED;

        public String word() { return name().toLowerCase(Locale.ROOT); }

        static State of(String word) { return valueOf(word.toUpperCase(Locale.ROOT)); }
    }

    /// How far it has come.
    ///
    /// @param added   posts that are in the archive now
    /// @param there   posts that were there before, by their Message-ID
    /// @param refused what could not become a post
    /// @param posts   of the file so far
    /// @param reached where in the file the next post begins
    public record Progress(long added, long there, long refused, long posts, long reached) {
        public static final Progress NOTHING = new Progress(0, 0, 0, 0, 0);
    }

    /// Why something in a file could not become a post.
    public enum Why { NO_HEADER, TOO_LONG, NOT_KEPT }

    /// @param post  its place among the posts of the file, from 1
    /// @param place of its octets in the file
    public record Refusal(long post, long place, Why why, String subject) { }

    public boolean open() { return state == State.WAITING || state == State.RUNNING; }

    /// Of the file, in per cent.
    public int done() { return octets <= 0 ? 0 : (int) Math.min(100, progress.reached * 100 / octets); }
}

package org.posthouse.account;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account answers by itself.
///
/// @param subject   empty takes the one of the message that is answered
/// @param from      the first day; empty = at once
/// @param until     the last day; empty = until it is switched off
/// @param everyDays the same person is not answered again for so many days
public record AutoReply(Mode mode, String subject, String message, Optional<LocalDate> from, Optional<LocalDate> until, int everyDays) {
    public static final AutoReply NONE = new AutoReply(Mode.OFF, "", "", Optional.empty(), Optional.empty(), 7);

    public enum Mode {
        OFF,
        /// Tells each sender once in a while that nobody is there.
        VACATION,
        /// Answers every message.
        REPLY,
        /// Sends back what came in, below the text.
        ECHO;

        /// As in JSON: lower case.
        public String label() { return name().toLowerCase(Locale.ROOT); }

        public static Optional<Mode> of(String label) { return Arrays.stream(values()).filter(m -> m.label().equalsIgnoreCase(label)).findFirst(); }
    }

    /// It answers on that day.
    public boolean answersOn(LocalDate day) { return mode != Mode.OFF && from.filter(day::isBefore).isEmpty() && until.filter(day::isAfter).isEmpty(); }
}

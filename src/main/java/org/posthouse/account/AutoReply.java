package org.posthouse.account;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account answers by itself.
///
/// @param subject   `{subject}` stands for that of the message that is answered; empty is the usual one
/// @param from      the first day; empty = at once
/// @param until     the last day; empty = until it is switched off
/// @param everyDays the same person is not answered again for so many days; VACATION alone asks
/// @param unnamed   mail is answered too that names none of the account's addresses, as a hidden copy does; VACATION never does that
public record AutoReply(Mode mode, String subject, String message, Optional<LocalDate> from, Optional<LocalDate> until, int everyDays, boolean unnamed) {
    public static final AutoReply NONE = new AutoReply(Mode.OFF, "", "", Optional.empty(), Optional.empty(), 7);

    public AutoReply(Mode mode, String subject, String message, Optional<LocalDate> from, Optional<LocalDate> until, int everyDays) { this(mode, subject, message, from, until, everyDays, false); }

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

package org.posthouse.connector.smtp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Service;

/// The verbs, each with its guards. What LMTP calls otherwise (RFC 2033 §4.1) is unknown there by its SMTP name.
enum Verb {
    EHLO(new HelloCommand(true), Guard.NOT_IN_LMTP, Guard.JUNK),
    HELO(new HelloCommand(false), Guard.NOT_IN_LMTP, Guard.JUNK),
    LHLO(new HelloCommand(true), Guard.ONLY_IN_LMTP, Guard.JUNK),
    MAIL(new MailCommand(), Guard.AFTER_HELLO, Guard.AFTER_SIGN_IN),
    RCPT(new RcptCommand(), Guard.AFTER_HELLO, Guard.AFTER_SIGN_IN),
    DATA(new DataCommand(), Guard.AFTER_HELLO, Guard.AFTER_SIGN_IN),
    BDAT(new BdatCommand()),                                     // looks itself: its chunk has to be read in any case
    RSET(new RsetCommand(), Guard.JUNK),
    NOOP(new NoopCommand(), Guard.JUNK),
    VRFY(new VrfyCommand(), Guard.AFTER_SIGN_IN, Guard.JUNK),
    EXPN(new ExpnCommand(), Guard.AFTER_SIGN_IN, Guard.JUNK),
    HELP(new HelpCommand(), Guard.JUNK),
    STARTTLS(new StarttlsCommand(), Guard.JUNK),
    AUTH(new AuthCommand(), Guard.AFTER_HELLO, Guard.JUNK),
    ETRN(new EtrnCommand("ETRN", true), Guard.AFTER_HELLO, Guard.AFTER_SIGN_IN, Guard.NOT_IN_LMTP, Guard.JUNK),
    QSND(new EtrnCommand("QSND", false), Guard.AFTER_HELLO, Guard.AFTER_SIGN_IN, Guard.NOT_IN_LMTP, Guard.JUNK),
    ATRN(new AtrnCommand(), Guard.AFTER_HELLO, Guard.NOT_IN_LMTP, Guard.JUNK),
    QUIT(new QuitCommand());

    enum Guard {
        /// Only after EHLO, HELO or LHLO (503).
        AFTER_HELLO,
        /// On the submission services only for those who signed in (530, RFC 6409 §4.3).
        AFTER_SIGN_IN,
        NOT_IN_LMTP, ONLY_IN_LMTP,
        /// Brings no message forward: many of them are a mistake.
        JUNK
    }

    private static final Map<String, Verb> BY_NAME = Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

    private final SmtpCommand command;
    private final Set<Guard> guards;

    Verb(SmtpCommand command, Guard... guards) {
        this.command = command;
        this.guards = guards.length == 0 ? EnumSet.noneOf(Guard.class) : EnumSet.copyOf(Arrays.asList(guards));
    }

    /// The verb of that name, in any case (RFC 5321 §2.4), where it is spoken.
    static Optional<Verb> named(String name, Service service) {
        var known = Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
        return known.filter(verb -> !verb.guards.contains(service == Service.LMTP ? Guard.NOT_IN_LMTP : Guard.ONLY_IN_LMTP));
    }

    SmtpCommand command() { return command; }

    boolean is(Guard guard) { return guards.contains(guard); }
}

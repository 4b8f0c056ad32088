package org.posthouse.connector.pop3;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Every command spoken here.
enum Verb {
    USER(new UserCommand()), PASS(new PassCommand()), APOP(new ApopCommand()), AUTH(new AuthCommand()), STLS(new StlsCommand()), UTF8(new Utf8Command()),
    CAPA(new CapaCommand()), LANG(new LangCommand()), QUIT(new QuitCommand()),
    STAT(new StatCommand()), LIST(new ListCommand()), UIDL(new UidlCommand()), RETR(new RetrCommand()), TOP(new TopCommand()),
    DELE(new DeleCommand()), RSET(new RsetCommand()), NOOP(new NoopCommand()), LAST(new LastCommand());

    private static final Map<String, Verb> BY_NAME = new HashMap<>();

    static {
        for (Verb verb : values()) BY_NAME.put(verb.name(), verb);
    }

    private final Command command;

    Verb(Command command) { this.command = command; }

    Command command() { return command; }

    /// Keywords are case-blind (RFC 1939 §3).
    static Optional<Verb> named(String keyword) { return Optional.ofNullable(BY_NAME.get(keyword.toUpperCase(Locale.ROOT))); }
}

package org.posthouse.connector.pop3;

/// LANG (RFC 6856 §3).
final class LangCommand implements Command {
    @Override public Answer run(Session session, String args) {
        if (args.isBlank()) return new Answer.Listing(wire -> {
            for (Language language : Language.values()) wire.write(language.tag() + ' ' + language.itself() + "\r\n");
        }, Text.LANGUAGES);
        var language = Language.matching(args.strip());
        if (language.isEmpty()) return Answer.refusal("", Text.LANGUAGE_UNKNOWN);
        session.speak(language.get());
        return new Answer.Figures(language.get().tag() + ' ' + language.get().say(Text.LANGUAGE_CHANGED));
    }
}

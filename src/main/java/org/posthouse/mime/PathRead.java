package org.posthouse.mime;

/// What came of reading a path at the beginning of the arguments of MAIL or RCPT.
public sealed interface PathRead {
    /// @param rest what follows the closing bracket, with its leading space
    record Good(Path path, String rest) implements PathRead { }

    /// @param why fit for a 501 reply
    record Bad(String why) implements PathRead { }

    /// Reads `<…>` (RFC 5321 §4.1.2). Blanks before the bracket are let through: they are forbidden (§3.3), but devices send them and nothing can be mistaken.
    ///
    /// @param text at most a command line
    static PathRead parse(String text) { return new PathSyntax(text.stripLeading(), false).read(); }

    /// The same; a local part may stand alone, as the people of one house write to each other. Its address has an empty domain.
    static PathRead parseShort(String text) { return new PathSyntax(text.stripLeading(), true).read(); }
}

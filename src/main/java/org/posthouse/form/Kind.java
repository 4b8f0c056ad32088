package org.posthouse.form;

/// How a value is typed in and shown. [#AUTOMATIC] follows the component's type.
public enum Kind {
    /// `String` one line, `boolean` a flag, `int` and `long` a number, an enum a choice, `List<String>` one a line, `Optional<LocalDate>` a date, a list of records rows,
    /// [Secret] a password.
    AUTOMATIC,
    LINE, PARAGRAPHS, LINES, FLAG, NUMBER,
    /// Octets: people write "2 GB" (powers of 1,024), 0 is none; `long`.
    OCTETS,
    CHOICE,
    /// One of what [FormHandler#choices] tells; `String`.
    PICK,
    DATE,
    /// Never shown again; [Secret].
    SECRET,
    /// An e-mail address; `String`.
    ADDRESS,
    /// A text file, uploaded or pasted; `String`, or [Secret] for a key.
    FILE,
    /// To be read, not changed.
    SHOWN,
    /// The same, and as a code for a telephone's camera; for texts that the house makes, since a long one fits into no code.
    QR_CODE,
    ROWS;

    public boolean isShown() { return this == SHOWN || this == QR_CODE; }
}

package org.posthouse.machine;

/// Something besides a mailbox that gets mail: a program, or a file.
///
/// @param transport [#PROGRAM], [#FILE] or [#MAILDROP]
/// @param target    the program's name; for files a folder's name and a path below it, `archive/jane.mbox`; one that ends in `/` is a Maildir
public record Handover(String transport, String target) {
    public static final String PROGRAM = "program", FILE = "file", MAILDROP = "maildrop";
}

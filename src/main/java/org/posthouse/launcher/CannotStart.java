package org.posthouse.launcher;

/// Starting ends here: the message is for the person at the console, the exit code for the script.
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Exit exit;

    CannotStart(Exit exit, String message) { this(exit, message, null); }

    CannotStart(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    Exit exit() { return exit; }
}

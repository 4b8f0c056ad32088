package org.posthouse.web.auth;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.posthouse.form.Subject;

/// What becomes of a request: the three steps, in their order, and what a signed-in person may do where.
enum Verdict {
    PASS,
    /// Not from a network that may reach the web.
    CLOSED,
    /// A password or a token would travel in clear.
    INSECURE,
    /// Nobody is signed in, or not any more.
    SIGN_IN,
    /// Signed in, and not theirs.
    FORBIDDEN,
    /// An administrator without the second factor that administrators must have.
    ENROL,
    /// A form that no page of this session made for this path.
    FORGED;

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> PASSWORDS = Set.of("/sign-in", "/sign-out", "/set-up");

    /// @param path    decoded, below the application
    /// @param listed  the client's address may reach the web
    /// @param covered over TLS, or from this machine
    /// @param visitor who the token belongs to
    /// @param lacks   an administrator who has to set up a second factor first
    /// @param genuine asked only where it matters, since it reads the request's body
    static Verdict of(String method, String path, boolean listed, boolean covered, Optional<Subject> visitor, boolean lacks, BooleanSupplier genuine) {
        if (!listed) return CLOSED;
        boolean admin = under(path, "/admin");
        if (!admin && !under(path, "/account") && !ofAList(path)) return !covered && isOfPasswords(path) ? INSECURE : PASS;
        if (!covered) return INSECURE;
        if (visitor.isEmpty()) return SIGN_IN;
        if (admin && !visitor.get().isAdministrator()) return FORBIDDEN;
        if (admin && lacks) return ENROL;
        return READING.contains(method) || genuine.getAsBoolean() ? PASS : FORGED;
    }

    /// A page of somebody in particular, which no cache may keep.
    static boolean isPersonal(String path) { return under(path, "/admin") || under(path, "/account") || ofAList(path) || under(path, "/forward") || isOfPasswords(path); }

    /// What owners and members do at a list's pages; which list is whose, the pages ask.
    private static boolean ofAList(String path) {
        var words = path.split("/", 5);
        return words.length > 3 && words[1].equals("lists") && (words[3].equals("admin") || words[3].equals("me"));
    }

    private static boolean isOfPasswords(String path) { return PASSWORDS.contains(path) || under(path, "/password") || under(path, "/lists/link") || path.equals("/lists/mine"); }

    /// Where members and owners of lists come who have no account; what is whose, the pages ask.
    static boolean forGuests(String path) { return under(path, "/lists"); }

    static boolean under(String path, String folder) { return path.equals(folder) || path.startsWith(folder + "/"); }
}

package org.posthouse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected.Fault;

/// A passwd file (passwd(5)): who has a login on a machine, and which of them are people. Nothing is believed of it but its words: it may be anybody's file.
final class Passwd {
    static final int MOST_LINES = 20_000;
    private static final int FIELDS = 7;
    private static final int MOST_NAME = 255;
    /// login.defs(5): where a machine that says nothing begins and ends with people.
    private static final long FIRST_PERSON = 1000, LAST_PERSON = 60_000, NOBODY = 65_534;
    /// Of a login's last step; who has one of these signs in nowhere.
    private static final List<String> NO_SHELLS = List.of("nologin", "false", "true", "sync", "halt", "shutdown", "git-shell");
    private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

    private Passwd() { }

    /// One line.
    ///
    /// @param name  the real one; the login where nothing else is said
    /// @param home  the last step of the home folder's path, by which an archive of homes names it
    /// @param other it is no person's: why; empty for a person
    /// @param bad   it cannot be read: why
    record Login(long line, String login, String name, String home, Optional<Fault> other, Optional<Fault> bad) { }

    /// @param loginDefs text of login.defs; empty for the usual numbers
    static List<Login> read(String passwd, String loginDefs) {
        long first = number(loginDefs, "UID_MIN").orElse(FIRST_PERSON);
        long last = number(loginDefs, "UID_MAX").orElse(LAST_PERSON);
        var logins = new ArrayList<Login>();
        long at = 0;
        for (var line : passwd.lines().limit(MOST_LINES).toList()) {
            at++;
            if (!line.isBlank() && !line.startsWith("#")) logins.add(login(at, line, first, last));
        }
        return logins;
    }

    private static Login login(long at, String line, long first, long last) {
        var fields = line.split(":", -1);
        if (fields.length != FIELDS || !LOGIN.matcher(fields[0]).matches() || !fields[2].matches("\\d{1,10}")) return new Login(at, cut(fields[0]), "", "", Optional.empty(), Optional.of(new Fault("passwd", "is no line of a passwd file")));
        long uid = Long.parseLong(fields[2]);
        var home = fields[5].replaceFirst("/+$", "");
        var name = name(fields[4], fields[0]);
        return new Login(at, fields[0], name, home.substring(home.lastIndexOf('/') + 1), other(fields[0], uid, fields[6].strip(), first, last), Optional.empty());
    }

    private static Optional<Fault> other(String login, long uid, String shell, long first, long last) {
        if (uid < Math.max(first, 1) || uid > last || uid == NOBODY || login.equals("nobody")) return Optional.of(new Fault("passwd", "belongs to the system: people have numbers from {0} to {1}", Long.toString(first), Long.toString(last)));
        return NO_SHELLS.contains(shell.substring(shell.lastIndexOf('/') + 1)) ? Optional.of(new Fault("passwd", "belongs to the system: it has no shell")) : Optional.empty();
    }

    /// GECOS: what stands before the first comma is the name, and `&` in it the login with a capital letter (finger(1)).
    private static String name(String gecos, String login) {
        var name = gecos.split(",", 2)[0].replace("&", login.substring(0, 1).toUpperCase(Locale.ROOT) + login.substring(1)).replaceAll("\\p{Cntrl}", " ").strip();
        if (name.isEmpty()) return login;
        return name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
    }

    private static Optional<Long> number(String loginDefs, String word) {
        Matcher found = Pattern.compile("(?m)^[ \\t]*+" + word + "[ \\t]++(\\d{1,10})[ \\t]*+(?:#.*)?$").matcher(loginDefs);
        return found.find() ? Optional.of(Long.valueOf(found.group(1))) : Optional.empty();
    }

    static Map<String, Login> people(List<Login> logins) {
        return logins.stream().filter(one -> one.bad().isEmpty() && one.other().isEmpty()).collect(Collectors.toMap(Login::login, one -> one, (one, _) -> one, java.util.LinkedHashMap::new));
    }

    static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > 80 ? line.substring(0, 80) + "…" : line;
    }
}

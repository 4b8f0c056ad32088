package org.posthouse.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/// How sign-in names may be written, for people whose programs cannot take an `@` or a whole address.
///
/// @param separators characters that may stand for `@`, out of [#POSSIBLE]
/// @param bareFirst  a name without a domain is looked for in the first domain
public record LoginNames(String separators, boolean bareFirst) {
    public static final String POSSIBLE = "%#:$&!";
    public static final LoginNames STANDARD = new LoginNames("", true);

    /// @throws Rejected INVALID `separators`
    public LoginNames {
        separators = separators.chars().filter(c -> !Character.isWhitespace(c)).distinct().collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        if (!separators.chars().allMatch(c -> POSSIBLE.indexOf(c) >= 0)) throw Rejected.invalid("separators", "only these can be used: {0}", String.join(" ", POSSIBLE.split("")));
    }

    /// The one row.
    @Entity(name = "LoginNames") @Table(name = "login_names") static class Row {
        static final int ONLY = 1;

        @Id @Column(name = "id") private int id = ONLY;
        @Version @Column(name = "version", nullable = false) private int version;
        @Column(name = "separators", nullable = false, length = 16) private String separators;
        @Column(name = "bare_first", nullable = false) private boolean bareFirst;

        protected Row() { }

        int version() { return version; }

        LoginNames names() { return new LoginNames(separators, bareFirst); }

        void settle(LoginNames names) {
            separators = names.separators();
            bareFirst = names.bareFirst();
        }
    }
}

package org.posthouse.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthouse.account.Role;
import org.posthouse.form.Subject;

class VerdictTest {
    private static Optional<Subject> visitor(String role) {
        return switch (role) {
            case "nobody" -> Optional.empty();
            case "postmaster" -> Optional.of(subject(Role.POSTMASTER, Set.of()));
            case "domain" -> Optional.of(subject(Role.USER, Set.of(7L)));
            default -> Optional.of(subject(Role.USER, Set.of()));
        };
    }

    private static Subject subject(Role role, Set<Long> domains) { return new Subject(1, "jane@example.test", "Jane", role, domains, Locale.ENGLISH, ZoneOffset.UTC, "192.0.2.7", Subject.Face.WEB); }

    /// A form with its token; `nobody` and `user` and so on are what the path then says.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            # path,                        nobody,  user,      domain,  postmaster
            /,                             PASS,    PASS,      PASS,    PASS
            /sign-in,                      PASS,    PASS,      PASS,    PASS
            /sign-out,                     PASS,    PASS,      PASS,    PASS
            /set-up,                       PASS,    PASS,      PASS,    PASS
            /assets/posthouse.css,         PASS,    PASS,      PASS,    PASS
            /lists/biking@example.test/,   PASS,    PASS,      PASS,    PASS
            /health/ready,                 PASS,    PASS,      PASS,    PASS
            /metrics,                      PASS,    PASS,      PASS,    PASS
            /openapi,                      PASS,    PASS,      PASS,    PASS
            /.well-known/acme-challenge/x, PASS,    PASS,      PASS,    PASS
            /api/v1/accounts,              PASS,    PASS,      PASS,    PASS
            /administer,                   PASS,    PASS,      PASS,    PASS
            /accounts,                     PASS,    PASS,      PASS,    PASS
            /account,                      SIGN_IN, PASS,      PASS,    PASS
            /account/,                     SIGN_IN, PASS,      PASS,    PASS
            /account/password,             SIGN_IN, PASS,      PASS,    PASS
            /admin,                        SIGN_IN, FORBIDDEN, PASS,    PASS
            /admin/,                       SIGN_IN, FORBIDDEN, PASS,    PASS
            /admin/accounts,               SIGN_IN, FORBIDDEN, PASS,    PASS
            /admin/system-security,        SIGN_IN, FORBIDDEN, PASS,    PASS
            """)
    void aPathAsksForARole(String path, Verdict nobody, Verdict user, Verdict domain, Verdict postmaster) {
        for (var method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"}) {
            assertEquals(nobody, Verdict.of(method, path, true, true, visitor("nobody"), false, () -> true), method + " by nobody");
            assertEquals(user, Verdict.of(method, path, true, true, visitor("user"), false, () -> true), method + " by a user");
            assertEquals(domain, Verdict.of(method, path, true, true, visitor("domain"), false, () -> true), method + " by a domain administrator");
            assertEquals(postmaster, Verdict.of(method, path, true, true, visitor("postmaster"), false, () -> true), method + " by a postmaster");
        }
    }

    @ParameterizedTest(name = "{0} {1} by {2}: {3}")
    @CsvSource(textBlock = """
            GET,     /account/password, user,       PASS
            HEAD,    /account/password, user,       PASS
            OPTIONS, /account/password, user,       PASS
            POST,    /account/password, user,       FORGED
            PUT,     /account/password, user,       FORGED
            DELETE,  /account/password, user,       FORGED
            POST,    /admin/system,     postmaster, FORGED
            POST,    /admin/system,     user,       FORBIDDEN
            POST,    /admin/system,     nobody,     SIGN_IN
            POST,    /sign-in,          nobody,     PASS
            POST,    /api/v1/accounts,  nobody,     PASS
            """)
    void whatChangesSomethingCarriesItsToken(String method, String path, String role, Verdict verdict) {
        assertEquals(verdict, Verdict.of(method, path, true, true, visitor(role), false, () -> false));
    }

    @ParameterizedTest
    @CsvSource({"/account/", "/admin/", "/sign-in", "/sign-out", "/set-up"})
    void passwordsAndTokensDoNotTravelInClear(String path) { assertEquals(Verdict.INSECURE, Verdict.of("GET", path, true, false, visitor("postmaster"), false, () -> true)); }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health/ready", "/assets/posthouse.css", "/.well-known/acme-challenge/x"})
    void whatIsPublicDoes(String path) { assertEquals(Verdict.PASS, Verdict.of("GET", path, true, false, Optional.empty(), false, () -> true)); }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/api/v1/accounts", "/admin/", "/health/ready"})
    void whoIsNotListedReachesNothing(String path) { assertEquals(Verdict.CLOSED, Verdict.of("GET", path, false, true, visitor("postmaster"), false, () -> true)); }

    @Test void anAdministratorWithoutTheSecondFactorReachesOnlyTheOwnAccount() {
        assertEquals(Verdict.ENROL, Verdict.of("GET", "/admin/accounts", true, true, visitor("postmaster"), true, () -> true));
        assertEquals(Verdict.ENROL, Verdict.of("POST", "/admin/accounts", true, true, visitor("domain"), true, () -> true));
        assertEquals(Verdict.PASS, Verdict.of("GET", "/account/second-factor", true, true, visitor("postmaster"), true, () -> true));
        assertEquals(Verdict.FORBIDDEN, Verdict.of("GET", "/admin/", true, true, visitor("user"), false, () -> true));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(textBlock = """
            /account/,                      /account/
            /admin/accounts?page=2&q=a%20b, /admin/accounts?page=2&q=a%20b
            /,                              ''
            /sign-out,                      ''
            //evil.example/admin/,          ''
            /admin//evil.example,           ''
            /\\evil.example,                ''
            https://evil.example/admin/,    ''
            /administer,                    ''
            '/admin/\u00e9',                ''
            ,                               ''
            """)
    void oneGoesOnToPagesOfThisHouseOnly(String to, String goes) { assertEquals(goes, SignInServlet.local(to)); }
}

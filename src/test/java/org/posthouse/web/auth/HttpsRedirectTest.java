package org.posthouse.web.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpsRedirectTest {
    @ParameterizedTest @CsvSource({
        "mail.example.org,  192.0.2.1,   443,  mail.example.org",
        "mail.example.org,  192.0.2.1,   8443, mail.example.org:8443",
        "192.0.2.7,         192.0.2.1,   443,  192.0.2.7",
        "2001:db8::1,       192.0.2.1,   8443, '[2001:db8::1]:8443'",
        "[2001:db8::1],     192.0.2.1,   443,  '[2001:db8::1]'",
        "evil/path,         192.0.2.1,   443,  192.0.2.1",       // what is no name does not come back
        "'a b',             2001:db8::2, 443,  '[2001:db8::2]'",
        "'a@b',             192.0.2.1,   443,  192.0.2.1",
        "'',                192.0.2.1,   443,  192.0.2.1",
    }) void theHostThatWasAskedForIsKept(String asked, String reached, int port, String authority) { assertEquals(authority, HttpsRedirect.authority(asked, reached, port)); }

    @ParameterizedTest @CsvSource({
        "GET,  /,                                  true",
        "HEAD, /sign-in,                           true",
        "POST, /sign-in,                           false",
        "GET,  /admin/accounts,                    true",
        "GET,  /api/v1/domains,                    false",
        "GET,  /.well-known/acme-challenge/token,  false",
        "GET,  /health/ready,                      false",
    }) void onlyWhoReadsAPageIsSentOn(String method, String path, boolean sent) { assertEquals(sent, HttpsRedirect.browses(method, path)); }
}

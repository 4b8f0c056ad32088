package org.posthouse.web.ui;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.posthouse.form.Subject;

/// What the filter in front of all pages found out about a request.
public final class Visit {
    /// Request attribute, `Map<String, String[]>`: a form that was sent with an expired token, to be shown again as it was typed.
    public static final String TRAVEL = "org.posthouse.travel";
    /// Name of the hidden field that carries [#forgeryToken].
    public static final String TOKEN = "token";
    /// Name of the parameter and of the cookie that choose a language.
    public static final String LANGUAGE = "language";

    private static final String SECRET = Visit.class.getName() + ".secret";
    private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.JAPANESE, Locale.SIMPLIFIED_CHINESE);

    private Visit() { }

    /// By the filter: from now on `subject` is signed in.
    ///
    /// @param secret of the session, the key of its forms' tokens
    public static void begin(HttpServletRequest request, Subject subject, String secret) {
        request.setAttribute(Subject.class.getName(), subject);
        request.setAttribute(SECRET, secret);
    }

    /// Who is signed in.
    public static Optional<Subject> subject(HttpServletRequest request) { return Optional.ofNullable((Subject) request.getAttribute(Subject.class.getName())); }

    /// For the hidden field [#TOKEN] of a form that will be sent to `path`. Empty when nobody is signed in.
    public static String forgeryToken(HttpServletRequest request, String path) {
        return request.getAttribute(SECRET) instanceof String secret ? seal(secret, path) : "";
    }

    /// Whether the form that arrived was made by a page of this session for this path.
    public static boolean genuine(HttpServletRequest request) {
        return request.getAttribute(SECRET) instanceof String secret && genuine(request, secret);
    }

    /// The same for a session that has ended, of which the browser still has the secret.
    public static boolean genuine(HttpServletRequest request, String secret) {
        var token = request.getParameter(TOKEN);
        return token != null && MessageDigest.isEqual(seal(secret, path(request)).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }

    /// The same for a form that is read as it comes, whose token is no parameter of the request.
    public static boolean isToken(HttpServletRequest request, String token) {
        return request.getAttribute(SECRET) instanceof String secret && MessageDigest.isEqual(seal(secret, path(request)).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
    }

    /// The path of a request as [#forgeryToken] takes it: decoded, below the application, without parameters.
    public static String path(HttpServletRequest request) { return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo()); }

    /// The language to answer in: one chosen for this browser, the account's, or the first that the browser asks for and we speak.
    public static Locale locale(HttpServletRequest request) {
        var asked = request.getMethod().equals("GET") ? request.getParameter(LANGUAGE) : null;      // in what is posted it is a field of a form
        return spoken(asked).or(() -> cookie(request, LANGUAGE).flatMap(Visit::spoken))
                .or(() -> subject(request).map(Subject::locale))
                .orElseGet(() -> Collections.list(request.getLocales()).stream().flatMap(l -> spoken(l.toLanguageTag()).stream()).findFirst().orElse(Locale.ENGLISH));
    }

    /// English, Japanese or Simplified Chinese for a language tag (RFC 5646) that means one of them.
    public static Optional<Locale> spoken(String tag) {
        if (tag == null || tag.isEmpty() || tag.length() > 35) return Optional.empty();
        var language = Locale.forLanguageTag(tag).getLanguage();
        return SPOKEN.stream().filter(l -> l.getLanguage().equals(language)).findFirst();
    }

    public static Optional<String> cookie(HttpServletRequest request, String name) {
        if (request.getCookies() == null) return Optional.empty();
        for (var cookie : request.getCookies()) if (cookie.getName().equals(name)) return Optional.of(cookie).map(Cookie::getValue);
        return Optional.empty();
    }

    /// The session's own secret is the key, so that tokens need no store and end with it.
    private static String seal(String secret, String path) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(("form " + path).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.posthouse.web.auth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.posthouse.list.MemberLinks;

/// The cookie of members of lists who have no account. Only the lists' pages get it.
public final class GuestVisits {
    static final String COOKIE = "posthouse-member";

    private GuestVisits() { }

    /// @param visit of [MemberLinks#enter]
    public static void begin(HttpServletRequest request, HttpServletResponse response, String visit) { set(request, response, visit, MemberLinks.GOOD_FOR.toSeconds()); }

    public static void end(HttpServletRequest request, HttpServletResponse response) { set(request, response, "", 0); }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, long seconds) {
        response.addHeader("Set-Cookie", COOKIE + "=" + value + "; Path=/lists; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : ""));
    }
}

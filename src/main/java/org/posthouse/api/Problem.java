package org.posthouse.api;

import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.posthouse.domain.Rejected.Fault;

/// What went wrong, for a program and for the person behind it (RFC 9457 §3). The type is `about:blank`: the status says what kind, `errors` which field.
final class Problem {
    static final String TYPE = "application/problem+json";

    private Problem() { }

    static Response of(int status, String detail) { return of(status, detail, List.of()); }

    static Response of(int status, String detail, List<Fault> faults) { return builder(status, detail, faults).build(); }

    static Response.ResponseBuilder builder(int status, String detail, List<Fault> faults) {
        var known = Response.Status.fromStatusCode(status);
        var title = status == 422 ? "Unprocessable Content" : known == null ? "Error" : known.getReasonPhrase();      // RFC 9110 §15.5.21
        var document = Json.createObjectBuilder().add("type", "about:blank").add("title", title).add("status", status).add("detail", detail);
        if (!faults.isEmpty()) {
            var errors = Json.createArrayBuilder();
            faults.forEach(f -> errors.add(Json.createObjectBuilder().add("field", f.field()).add("message", f.message())));
            document.add("errors", errors);
        }
        return Response.status(status, title).header(HttpHeaders.CONTENT_TYPE, TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store").entity(document.build().toString());
    }
}

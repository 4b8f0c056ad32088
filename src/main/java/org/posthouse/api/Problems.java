package org.posthouse.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.util.List;
import org.posthouse.database.Constraints;
import org.posthouse.domain.Rejected;
import org.posthouse.table.Unreadable;
import org.posthouse.form.Forbidden;

/// Turns whatever a call threw into a problem document. The caller's mistakes are not logged; ours are, once, with their trace.
@Provider public class Problems implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    @Override public Response toResponse(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof Refused refused) return refused(refused);
            if (t instanceof Rejected rejected) return rejected(rejected);
            if (t instanceof Unreadable table) return Problem.of(table.tooLarge() ? 413 : 400, table.getMessage());
            if (t instanceof Forbidden) return Problem.of(403, "this is not yours");
            if (t instanceof WebApplicationException web) return web(web);
        }
        if (Constraints.violated(thrown)) return Problem.of(409, "somebody else took the name meanwhile, or something depends on it");
        LOG.log(Level.ERROR, "event=api-failed", thrown);
        return Problem.of(500, "the house failed; its log says why");
    }

    private static Response refused(Refused refused) {
        var problem = Problem.builder(refused.status(), refused.getMessage(), refused.faults());
        refused.retryAfter().ifPresent(after -> problem.header("Retry-After", after.toSeconds()));
        return problem.build();
    }

    private static Response rejected(Rejected rejected) {
        int status = switch (rejected.kind()) {
            case INVALID -> 422;
            case CONFLICT -> 409;
            case ABSENT -> 404;
            case STALE -> 412;
        };
        return Problem.of(status, rejected.getMessage(), rejected.faults());
    }

    /// Thrown by the server's own machinery: no such path, method or media type. Its headers (Allow) stay.
    private static Response web(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) return web.getResponse();
        var problem = Problem.builder(status, web.getResponse().getStatusInfo().getReasonPhrase(), List.of());
        web.getResponse().getHeaders().forEach((name, values) -> {
            if (!name.toLowerCase(java.util.Locale.ROOT).startsWith("content-")) values.forEach(value -> problem.header(name, value));
        });
        return problem.build();
    }
}

package org.posthouse.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.posthouse.domain.Rejected.Fault;

/// A request that ends here, with the status it ends with. Caught once, by [Problems].
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<Fault> faults;
    private final transient Optional<Duration> retryAfter;

    private Refused(int status, String detail, List<Fault> faults, Optional<Duration> retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.faults = faults;
        this.retryAfter = retryAfter;
    }

    static Refused badRequest(String detail) { return new Refused(400, detail, List.of(), Optional.empty()); }

    static Refused forbidden(String detail, List<Fault> faults) { return new Refused(403, detail, faults, Optional.empty()); }

    static Refused notFound(String detail) { return new Refused(404, detail, List.of(), Optional.empty()); }

    static Refused tooLarge(long limit) { return new Refused(413, "at most " + limit + " octets", List.of(), Optional.empty()); }

    static Refused tooMany(String detail) { return new Refused(413, detail, List.of(), Optional.empty()); }

    static Refused busy() { return new Refused(429, "too many at once; try again", List.of(), Optional.of(Duration.ofSeconds(2))); }

    int status() { return status; }

    List<Fault> faults() { return faults; }

    Optional<Duration> retryAfter() { return retryAfter; }
}

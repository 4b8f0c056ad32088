package org.posthouse.form.admin;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Secret;

/// Which way mail for other servers leaves; the first entry that matches decides.
///
/// @param remarks on entries that are never reached, as sentences
@Form(id = "routing-table", who = Audience.POSTMASTER)
public record RoutingTableForm(@Field(card = "entries") @Size(max = 1000) List<Entry> entries, @Field(kind = Kind.SHOWN) List<String> remarks) {
    /// See [org.posthouse.routing.RouteEntry].
    public record Entry(String pattern, String target, Tls tls, String login, Secret password, Timing timing) { }

    /// As in [org.posthouse.routing.Route.Tls], the usual first.
    public enum Tls { OFFERED, REQUIRED, VERIFIED, NONE }

    /// As in [org.posthouse.routing.Route.Timing].
    public enum Timing { AT_ONCE, SCHEDULED, ON_CALL }
}

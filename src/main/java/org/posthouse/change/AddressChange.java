package org.posthouse.change;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthouse.account.Account;
import org.posthouse.account.AccountPlan;
import org.posthouse.account.Accounts;
import org.posthouse.domain.Changes;
import org.posthouse.domain.Rejected;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// One address becomes another everywhere it stands: as an account's own, in aliases, forwarding and filters, in lists and among those who may send for others. In the caller's transaction, so all of it or nothing.
@ApplicationScoped public class AddressChange {
    /// Where addresses of people stand as they were typed. A key column, where there is one, has them in lower case.
    ///
    /// @param words  what people call it
    /// @param unique column that together with the address names a row only once; empty for none
    private record Place(String words, String table, String column, Optional<String> key, Optional<String> unique) { }

    private static final List<Place> PLACES = List.of(
            new Place("forwarding", "delivery_forward", "address", Optional.empty(), Optional.empty()),
            new Place("addresses that agreed to get mail", "agreed_address", "address", Optional.of("address_key"), Optional.of("account_id")),
            new Place("filters", "mail_filter_line", "target", Optional.empty(), Optional.empty()),
            new Place("channel aliases, from", "channel_alias", "incoming", Optional.empty(), Optional.of("")),
            new Place("channel aliases, to", "channel_alias", "outgoing", Optional.empty(), Optional.empty()),
            new Place("domains, mail to unknown addresses", "domain", "catch_all", Optional.empty(), Optional.empty()),
            new Place("domains, all mail", "domain", "redirect", Optional.empty(), Optional.empty()),
            new Place("rights to send for others", "sending_right", "pattern", Optional.empty(), Optional.of("account_id")),
            new Place("owners of lists", "list_owner", "address", Optional.empty(), Optional.of("list_id")),
            new Place("members of lists", "list_member", "address", Optional.of("address_key"), Optional.of("list_id")),
            new Place("answers to lists", "mailing_list", "reply_address", Optional.empty(), Optional.empty()));
    private static final List<TextSetting> SETTINGS = List.of(TextSetting.ERRORS_UNKNOWN, TextSetting.ERRORS_REFUSED, TextSetting.ERRORS_EXPIRED, TextSetting.ERRORS_LOOP, TextSetting.ERRORS_ROUTING, TextSetting.ERRORS_LOCAL);

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Accounts accounts;
    @Inject Changes changes;
    @Inject Settings settings;

    /// @param count how often it stood, or stands, there
    public record Changed(String where, long count) { }

    /// @param dry only tells
    /// @throws Rejected one of them is no address, or the new one is somebody's already
    public List<Changed> change(String from, String to, boolean dry) {
        var old = address("from", from);
        var fresh = address("to", to);
        if (old.equals(fresh)) throw Rejected.invalid("to", "is the same address");
        var places = new ArrayList<Changed>();
        accounts.find(key(old)).ifPresent(account -> {
            if (account.isReserved()) throw Rejected.invalid("from", "belongs to the house");
            places.add(new Changed("accounts", 1));
            if (!dry) accounts.change(account, with(account, old, fresh), Optional.empty());
        });
        for (var place : PLACES) {
            long count = dry ? count(place, key(old)) : update(place, key(old), fresh);
            if (count > 0) places.add(new Changed(place.words, count));
        }
        long aliases = aliases(key(old), fresh, dry);
        if (aliases > 0) places.add(new Changed("aliases", aliases));
        var wishes = new HashMap<String, Optional<String>>();
        for (var setting : SETTINGS) if (key(settings.inTransaction().text(setting)).equals(key(old))) wishes.put(setting.label(), Optional.of(fresh));
        if (!wishes.isEmpty()) places.add(new Changed("mail that failed", wishes.size()));
        if (dry) return places;
        if (!wishes.isEmpty()) settings.change(wishes, Optional.empty());
        database.createNativeQuery("UPDATE routing_version SET version = version + 1").executeUpdate();
        changes.touch();
        database.flush();
        database.clear();                                                // entities that were read before have the old address
        return places;
    }

    /// Where addresses of this machine stand: whole words of a column, which may hold several or a network of one.
    private record Spot(String words, String table, String column, String key) { }

    private static final List<Spot> SPOTS = List.of(
            new Spot("services", "service_choice", "addresses", "service"),
            new Spot("domains, addresses of their own", "domain_local_address", "address", "address"),
            new Spot("domains, where their mail leaves from", "domain_outgoing", "source4", "domain_id"),
            new Spot("domains, where their mail leaves from by IPv6", "domain_outgoing", "source6", "domain_id"),
            new Spot("routing table", "route", "target", "position"),
            new Spot("relay domains", "relay_domain", "target", "id"),
            new Spot("peers", "peering", "houses", "id"),
            new Spot("networks that may relay", "policy_relay", "network", "place"),
            new Spot("who may come to the web", "web_access", "network", "position"));
    private static final List<TextSetting> TEXTS = List.of(TextSetting.DNS_HOSTS, TextSetting.BLACKLIST_EXEMPT);

    /// The same for an IP address of this machine that becomes another.
    public List<Changed> changeHost(String from, String to, boolean dry) {
        var old = InetAddress.ofLiteral(from);
        if (old.equals(InetAddress.ofLiteral(to))) throw Rejected.invalid("to", "is the same address");
        var whole = Pattern.compile("(?<![0-9A-Za-z.:])(?:" + Pattern.quote(from) + "|" + Pattern.quote(old.getHostAddress()) + ")(?![0-9A-Za-z.:])");      // as it was typed, or in full
        var fresh = Matcher.quoteReplacement(to);
        var places = new ArrayList<Changed>();
        for (var domain : database.createNativeQuery("SELECT DISTINCT n.name FROM domain_local_address o JOIN domain_local_address f ON f.domain_id <> o.domain_id JOIN domain_name n ON n.domain_id = f.domain_id AND n.position = 0"
                + " WHERE o.address = ?1 AND f.address = ?2").setParameter(1, old.getHostAddress()).setParameter(2, InetAddress.ofLiteral(to).getHostAddress()).getResultList())
            throw Rejected.conflict("to", "{0} belongs to {1}", to, String.valueOf(domain));
        for (var spot : SPOTS) {
            long count = 0;
            for (var each : database.createNativeQuery("SELECT " + spot.key + ", " + spot.column + " FROM " + spot.table + " WHERE " + spot.column + " IS NOT NULL").getResultList()) {
                var row = (Object[]) each;
                var was = String.valueOf(row[1]);
                var now = whole.matcher(was).replaceAll(fresh);
                if (now.equals(was)) continue;
                count++;
                if (!dry) database.createNativeQuery("UPDATE " + spot.table + " SET " + spot.column + " = ?1 WHERE " + spot.key + " = ?2 AND " + spot.column + " = ?3")
                        .setParameter(1, now).setParameter(2, row[0]).setParameter(3, was).executeUpdate();
            }
            if (count > 0) places.add(new Changed(spot.words, count));
        }
        var wishes = new HashMap<String, Optional<String>>();
        for (var setting : TEXTS) {
            var was = settings.inTransaction().text(setting);
            var now = whole.matcher(was).replaceAll(fresh);
            if (!now.equals(was)) wishes.put(setting.label(), Optional.of(now));
        }
        if (!wishes.isEmpty()) places.add(new Changed("settings", wishes.size()));
        if (dry) return places;
        if (!wishes.isEmpty()) settings.change(wishes, Optional.empty());
        for (var versioned : List.of("service_choice SET version = version + 1 WHERE addresses IS NOT NULL", "relay_domain SET version = version + 1", "peering SET version = version + 1", "routing_version SET version = version + 1"))
            database.createNativeQuery("UPDATE " + versioned).executeUpdate();
        changes.touch();
        database.flush();
        database.clear();
        return places;
    }

    private static String address(String field, String text) {
        var address = text.strip();
        if (PathRead.parse("<" + address + ">") instanceof PathRead.Good(var path, var rest) && !path.isNull() && rest.isEmpty() && address.indexOf('@') > 0) return address;
        throw Rejected.invalid(field, "is no address");
    }

    private static String key(String address) { return address.toLowerCase(Locale.ROOT); }

    private static AccountPlan with(Account account, String old, String fresh) {
        var plan = account.plan();
        var addresses = plan.addresses().stream().map(one -> key(one).equals(key(old)) ? fresh : one).distinct().toList();
        return new AccountPlan(plan.name(), addresses, plan.login(), plan.role(), plan.locked(), plan.fromRewrite(), plan.limits(), plan.expiryDays(), plan.restrictions(), plan.finger(), plan.listed(), plan.language(), plan.timeZone(),
                plan.apop());
    }

    private static String where(Place place) { return place.key.map(key -> key + " = ?1").orElseGet(() -> "LOWER(" + place.column + ") = ?1"); }

    private long count(Place place, String old) { return ((Number) database.createNativeQuery("SELECT COUNT(*) FROM " + place.table + " WHERE " + where(place)).setParameter(1, old).getSingleResult()).longValue(); }

    /// A row whose new address stands beside it already goes.
    private long update(Place place, String old, String fresh) {
        long gone = 0;
        if (place.unique.isPresent()) {
            var column = place.key.orElse("LOWER(" + place.column + ")");
            var same = place.unique.get().isEmpty() ? "" : " AND " + place.unique.get() + " IN (SELECT x.u FROM (SELECT " + place.unique.get() + " AS u FROM " + place.table + " WHERE " + column + " = ?2) x)";
            if (same.isEmpty() && count(place, key(fresh)) > 0 && count(place, old) > 0) throw Rejected.conflict("to", "stands among the channel aliases already");
            if (!same.isEmpty()) gone = database.createNativeQuery("DELETE FROM " + place.table + " WHERE " + column + " = ?1" + same).setParameter(1, old).setParameter(2, key(fresh)).executeUpdate();
        }
        var keys = place.key.map(key -> ", " + key + " = ?3").orElse("");
        var update = database.createNativeQuery("UPDATE " + place.table + " SET " + place.column + " = ?2" + keys + " WHERE " + where(place)).setParameter(1, old).setParameter(2, fresh);
        if (place.key.isPresent()) update.setParameter(3, key(fresh));
        return gone + update.executeUpdate();
    }

    private long aliases(String old, String fresh, boolean dry) {
        long count = 0;
        var rows = new HashMap<Long, String>();
        for (var each : database.createNativeQuery("SELECT id, targets FROM typed_alias WHERE LOWER(targets) LIKE ?1 ESCAPE '!'").setParameter(1, "%" + old.replaceAll("[!%_]", "!$0") + "%").getResultList()) {
            var row = (Object[]) each;
            rows.put(((Number) row[0]).longValue(), text(row[1]));
        }
        for (var row : rows.entrySet()) {
            var lines = row.getValue().lines().toList();
            if (lines.stream().noneMatch(line -> key(line.strip()).equals(old))) continue;
            count++;
            if (dry) continue;
            var targets = String.join("\n", lines.stream().map(line -> key(line.strip()).equals(old) ? fresh : line).toList());
            database.createNativeQuery("UPDATE typed_alias SET targets = ?1, version = version + 1 WHERE id = ?2").setParameter(1, targets).setParameter(2, row.getKey()).executeUpdate();
        }
        return count;
    }

    private static String text(Object column) {
        if (column instanceof String text) return text;
        try {
            var clob = (java.sql.Clob) column;
            return clob.getSubString(1, (int) clob.length());
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

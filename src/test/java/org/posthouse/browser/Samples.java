package org.posthouse.browser;

import java.util.HashMap;
import java.util.Map;
import org.posthouse.blackbox.Api;
import org.posthouse.blackbox.House;

/// Things that forms can be about: an account, a domain, a service, made when a form asks for one.
final class Samples {
    private interface Maker { String make() throws Exception; }

    private final House house;
    private final Api api;
    private final Map<String, String> made = new HashMap<>();
    private int count;

    /// Forms about other things than accounts and domains, by id.
    private final Map<String, Maker> things;

    Samples(House house) {
        this.house = house;
        this.api = house.api();
        this.things = Map.of(
                "service", () -> "pop3");
    }

    /// The key of something that the form can be about, always the same for a form.
    String key(Definition form) throws Exception {
        if (form.creates() || form.scope().equals("house")) return "";
        var known = made.get(form.id());
        if (known != null) return known;
        var fresh = switch (form.scope()) {
            case "account" -> account(form);
            case "domain" -> domain();
            default -> thing(form);
        };
        made.put(form.id(), fresh);
        return fresh;
    }

    /// A text in which `{person}` stands for the address of somebody.
    String said(String text) {
        return !text.contains("{person}") ? text : text.replace("{person}", person());
    }

    private synchronized String person() {
        return made.computeIfAbsent("{person}", _ -> {
            try {
                return house.account("someone").address();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
    }

    private String account(Definition form) throws Exception { return "" + house.account("sample").id(); }

    private String domain() throws Exception {
        var answer = api.post("domains", "{\"name\":\"sample" + ++count + ".test\"}");
        if (answer.status() != 201) throw new AssertionError(answer.body());
        return "" + answer.number("id");
    }

    private String thing(Definition form) throws Exception {
        var maker = things.get(form.id());
        if (maker == null) throw new AssertionError("no sample for the form " + form.id() + " is made in " + Samples.class.getSimpleName());
        return maker.make();
    }
}

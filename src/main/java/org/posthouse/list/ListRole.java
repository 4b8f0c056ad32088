package org.posthouse.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an address of a list is for. The names are kept in rows of the queue: add, never rename.
public enum ListRole {
    /// `biking@`: to all members.
    POST(""),
    /// `biking-request@`, words as Majordomo knows them (RFC 2142 §6).
    REQUEST("-request"),
    /// `biking-control@`, lines that begin with `#`.
    CONTROL("-control"),
    /// `owner-biking@`, `biking-owner@`: people.
    OWNER("-owner"),
    /// `biking-bounces+…@`: the return path.
    BOUNCES("-bounces"),
    SUBSCRIBE("-subscribe"),
    UNSUBSCRIBE("-unsubscribe"),
    /// `biking-confirm+…@`: an answer to what the list asked.
    CONFIRM("-confirm"),
    /// `list.manager@`, of all lists of a domain.
    MANAGER("");

    /// Local part of [#MANAGER], in every domain that has lists.
    public static final String MANAGER_NAME = "list.manager";
    private static final String OWNER_FIRST = "owner-";

    private final String behind;

    ListRole(String behind) { this.behind = behind; }

    /// A local part taken apart.
    ///
    /// @param detail what stands behind the first `+`; empty for none
    public record Meant(String name, ListRole role, String detail) { }

    /// The local part of this role.
    ///
    /// @param name   of the list
    /// @param detail empty for none
    public String local(String name, String detail) {
        if (this == MANAGER) return MANAGER_NAME;
        return name + behind + (detail.isEmpty() ? "" : "+" + detail);
    }

    /// All that a local part could mean, the longest name of a list first.
    ///
    /// @param local in lower case
    static List<Meant> readings(String local) {
        int plus = local.indexOf('+');
        var name = plus < 0 ? local : local.substring(0, plus);
        var detail = plus < 0 ? "" : local.substring(plus + 1);
        var all = new ArrayList<Meant>();
        if (plus < 0) all.add(new Meant(name, POST, ""));
        if (plus < 0 && name.startsWith(OWNER_FIRST)) all.add(new Meant(name.substring(OWNER_FIRST.length()), OWNER, ""));
        byEnding(name).ifPresent(role -> all.add(new Meant(name.substring(0, name.length() - role.behind.length()), role, detail)));
        return all;
    }

    private static Optional<ListRole> byEnding(String name) {
        return Arrays.stream(values()).filter(role -> !role.behind.isEmpty() && name.length() > role.behind.length() && name.endsWith(role.behind)).findFirst();
    }

    /// All local parts that a list of this name has, without details.
    static List<String> locals(String name) {
        var all = new ArrayList<String>();
        for (var role : values()) if (role != MANAGER) all.add(role.local(name, ""));
        all.add(OWNER_FIRST + name);
        return all;
    }
}

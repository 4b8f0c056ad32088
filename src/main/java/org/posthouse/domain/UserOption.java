package org.posthouse.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What people may do or see about their own account; a domain can hide each from its people. Administrators are not held by this.
public enum UserOption {
    PASSWORD, DELIVERY, VACATION, FINGER, DIRECTORY_LISTING, OWN_ADDRESSES, OWN_RESTRICTIONS, DIRECTORY, APP_PASSWORDS, API_TOKENS, COLLECTING;

    /// As in JSON: lower case and hyphens.
    public String label() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    public static Optional<UserOption> of(String label) { return Arrays.stream(values()).filter(o -> o.label().equalsIgnoreCase(label)).findFirst(); }

    /// Labels joined by commas, in a fixed order; what [#read] reads.
    static String text(Set<UserOption> options) { return options.stream().sorted().map(UserOption::label).collect(Collectors.joining(",")); }

    /// What an older or newer build wrote and this one does not know is passed over.
    static Set<UserOption> read(String text) {
        var options = EnumSet.noneOf(UserOption.class);
        for (var label : text.split(",")) of(label).ifPresent(options::add);
        return Set.copyOf(options);
    }
}

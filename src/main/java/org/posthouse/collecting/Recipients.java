package org.posthouse.collecting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.posthouse.message.HeaderFields;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;

/// Who a message was for, read from what a provider wrote into its header; and from whom.
final class Recipients {
    private static final int MOST = 100;
    private static final Pattern FOR = Pattern.compile("\\sfor\\s+(<[^<>\\s]{3,320}>|[^<>\\s;]{3,320})\\s*;", Pattern.CASE_INSENSITIVE);       // RFC 5321 §4.4

    private Recipients() { }

    /// Addresses in the field that live here, in its order; none when it names nobody here.
    static List<Path> of(HeaderFields header, CollectPlan.Field field, Predicate<Address> here) {
        var found = new LinkedHashMap<String, Path>();
        for (var body : header.every(field.header())) {
            for (var text : field == CollectPlan.Field.RECEIVED ? named(body) : List.of(body.split(","))) {
                if (found.size() >= MOST) break;
                path(text).flatMap(Path::address).filter(here).ifPresent(address -> found.putIfAbsent(address.key(), Path.to(address)));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<String> named(String received) {
        var matcher = FOR.matcher(received);
        return matcher.find() ? List.of(matcher.group(1)) : List.of();
    }

    /// What final delivery at the provider wrote on top (RFC 5321 §4.4); the null sender where that is missing.
    static Path sender(HeaderFields header) { return header.first("Return-Path").flatMap(Recipients::path).orElse(Path.NULL); }

    private static Optional<Path> path(String text) {
        var typed = text.strip();
        if (typed.length() > 400) return Optional.empty();
        return PathRead.parse(typed.startsWith("<") ? typed : "<" + typed + ">") instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? Optional.of(path) : Optional.empty();
    }
}

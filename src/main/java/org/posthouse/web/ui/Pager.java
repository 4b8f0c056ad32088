package org.posthouse.web.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Links between the pages of a list.
///
/// @param page    from 0
/// @param last    from 0
/// @param path    of the list
/// @param filters the parameters that stay the same
public record Pager(int page, int last, String path, Map<String, String> filters) {
    public static Pager of(int page, long total, int size, String path, Map<String, String> filters) {
        return new Pager(page, (int) Math.max(0, (total - 1) / size), path, filters);
    }

    public String to(int other) {
        var parameters = new LinkedHashMap<>(filters);
        parameters.put("page", Integer.toString(other));
        return path + '?' + parameters.entrySet().stream().filter(p -> !p.getValue().isEmpty())
                .map(p -> URLEncoder.encode(p.getKey(), StandardCharsets.UTF_8) + '=' + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}

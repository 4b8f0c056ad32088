package org.posthouse.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.posthouse.domain.Rejected;

/// Which page of a list is wanted.
///
/// @param page from 0
/// @param size 1 to 500
record Pages(int page, int size) {
    static final int MAX_SIZE = 500;
    private static final int MAX_SKIPPED = 10_000_000;

    Pages {
        if (page < 0 || (long) page * size > MAX_SKIPPED) throw Rejected.invalid("page", "must be 0 or more, and within the first {0} items", MAX_SKIPPED);
        if (size < 1 || size > MAX_SIZE) throw Rejected.invalid("size", "must be 1 to {0}", MAX_SIZE);
    }

    int first() { return page * size; }

    /// As the contract has every list.
    JsonObject json(List<JsonObject> items, long total) {
        var array = Json.createArrayBuilder();
        items.forEach(array::add);
        return Json.createObjectBuilder().add("items", array).add("page", page).add("size", size).add("total", total).build();
    }
}

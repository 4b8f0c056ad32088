package org.posthouse.crash;

import java.util.Map;
import java.util.TreeMap;

/// Names as programs see them and as the platter has them; what lies between is in the [Journal].
final class Folder implements Node {
    final Map<String, Node> live = new TreeMap<>();
    final Map<String, Node> durable = new TreeMap<>();
}

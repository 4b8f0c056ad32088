package org.posthouse.form;

import java.util.List;
import java.util.Map;

/// A form with its values, for one person to see.
///
/// @param name    of the thing
/// @param version to be sent back; "" when there is none
/// @param parts   that they see
/// @param values  texts of each part; none of secrets
/// @param choices of the parts that are picked
/// @param others  more forms about the same thing
public record Opened(Definition<?> definition, Key key, String name, String version, List<Part> parts, Map<String, List<String>> values, Map<String, List<Choice>> choices, List<Definition<?>> others) { }

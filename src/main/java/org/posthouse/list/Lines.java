package org.posthouse.list;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/// A list of short texts as lines of one column.
@Converter public class Lines implements AttributeConverter<List<String>, String> {
    @Override public String convertToDatabaseColumn(List<String> lines) { return lines == null ? "" : String.join("\n", lines); }

    @Override public List<String> convertToEntityAttribute(String text) { return text == null ? List.of() : text.lines().filter(line -> !line.isBlank()).toList(); }
}

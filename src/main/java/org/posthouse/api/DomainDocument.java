package org.posthouse.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How `/openapi` describes a domain; [DomainResource] reads and writes it.
@Schema(name = "Domain", type = SchemaType.OBJECT) class DomainDocument {
    @Schema(description = "In A-labels; never changes.", maxLength = 253, example = "example.test") public String name;
    @Schema(description = "Other names for the same accounts.", maxItems = 100) public List<String> aliases;
    @Schema(description = "Sign-in names without a domain are looked for here; true makes it so.") public boolean first;
    @Schema(description = "0 = no limit.", minimum = "0") public long maxAccounts;
    @Schema(description = "Octets in all folders of an account; 0 = no limit.", minimum = "0") public long maxMailboxBytes;
    @Schema(description = "Messages in all folders of an account; 0 = no limit.", minimum = "0") public long maxMessages;
    @Schema(description = "Octets of one message; 0 = no limit.", minimum = "0") public long maxMessageBytes;
}

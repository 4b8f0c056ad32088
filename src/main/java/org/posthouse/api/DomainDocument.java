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
    @Schema(description = "Mail older than this may be thrown away in accounts that say nothing of their own; 0 = never.", minimum = "0", maximum = "36500") public int expiryDays;
    @Schema(description = "Address of this house that gets mail to unknown addresses; empty refuses such mail.", example = "info@example.test") public String catchAll;
    @Schema(description = "Address of this house that gets all mail to a domain without accounts; empty for none.") public String redirect;
    @Schema(description = "IP addresses of this server that are the domain's own: who signs in there may leave the domain out.", maxItems = 20) public List<String> localAddresses;
    @Schema(description = "What its people do not see: password, delivery, vacation, finger, directory-listing, own-addresses, own-restrictions, directory, app-passwords, api-tokens.")
    public List<String> hidden;
    @Schema(description = "Addresses of the accounts that administer it.", maxItems = 100) public List<String> administrators;
}

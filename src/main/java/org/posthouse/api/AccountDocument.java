package org.posthouse.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How `/openapi` describes an account; [AccountJson] reads and writes it.
@Schema(name = "Account", type = SchemaType.OBJECT) class AccountDocument {
    @Schema(readOnly = true, description = "Made by the house, never used again, below 2^53.") public long id;
    @Schema(description = "Real name.", maxLength = 255, example = "Jane Doe") public String name;
    @Schema(description = "The first is the primary address; every one is in a local domain and belongs to this account alone.", maxItems = 100) public List<String> addresses;
    @Schema(description = "Sign-in name, unique in the domain; the local part of the primary address unless given.", maxLength = 64) public String login;
    @Schema(readOnly = true, description = "Of the primary address; null for a reserved account.", nullable = true) public String domain;
    @Schema(enumeration = {"user", "postmaster"}) public String role;
    @Schema(description = "Nobody signs in; mail is still taken.") public boolean locked;
    @Schema(enumeration = {"none", "comment", "quoted"}) public String fromRewrite;
    @Schema(description = "Octets in all folders; 0 = the domain's limit.", minimum = "0") public long maxMailboxBytes;
    @Schema(description = "Messages in all folders; 0 = the domain's limit.", minimum = "0") public long maxMessages;
    @Schema(description = "Octets of one message; 0 = the domain's limit.", minimum = "0") public long maxMessageBytes;
    @Schema(description = "Days after which mail may be thrown away; 0 = never.", minimum = "0") public int expiryDays;
    @Schema(description = "Networks (CIDR, or 199.17.234.0 with zeros at the end as wildcards) and domains the account may be used from; none = everywhere.", maxItems = 100)
    public List<String> restrictions;
    @Schema(maxLength = 2000) public String finger;
    public boolean listed;
    @Schema(description = "BCP 47 tag.", example = "ja") public String language;
    @Schema(description = "IANA name.", example = "Asia/Tokyo") public String timeZone;
    @Schema(description = "POP3 APOP may be used; switching it on needs the password in the same call.") public boolean apop;
    @Schema(readOnly = true, format = "date-time") public String created;
    @Schema(readOnly = true, format = "date-time", nullable = true, description = "Exact to ten minutes.") public String lastSignIn;
    @Schema(readOnly = true, format = "date-time", nullable = true, description = "Since when it is in the trash.") public String trashed;
    @Schema(readOnly = true, format = "date-time", nullable = true, description = "When the trash is emptied of it.") public String purgeDue;
    @Schema(writeOnly = true, minLength = 8, description = "Replaces the password and ends open sessions.") public String password;
}

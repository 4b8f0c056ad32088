package org.posthouse.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How `/openapi` describes a mailing list; [ListResource] reads and writes it.
@Schema(name = "MailingList", type = SchemaType.OBJECT) class ListDocument {
    @Schema(readOnly = true) public long id;
    @Schema(description = "by which it is known; stays", example = "biking@example.test") public String address;
    @Schema(description = "other local parts of the same domain") public List<String> names;
    @Schema(description = "addresses, at least one") public List<String> owners;
    public String title;
    @Schema(description = "plain text for the list's page") public String about;
    @Schema(enumeration = {"en", "ja", "zh"}) public String language;
    @Schema(description = "how people elsewhere join; sets both when localSubscription is not given", enumeration = {"open", "confirmed", "moderated", "closed", "silent"}) public String subscription;
    @Schema(description = "how people of this house join", enumeration = {"open", "confirmed", "moderated", "closed", "silent"}) public String localSubscription;
    @Schema(description = "whose posts go out at once", enumeration = {"anybody", "members", "listed", "moderated"}) public String posting;
    @Schema(description = "what becomes of other posts", enumeration = {"held", "refused", "discarded"}) public String others;
    @Schema(description = "who sees it among the lists on offer", enumeration = {"everybody", "members", "owners"}) public String offered;
    public boolean archived;
    @Schema(description = "who reads the archive", enumeration = {"everybody", "members", "owners"}) public String archive;
    @Schema(description = "0 is no limit") public int maxMembers;
    public boolean welcome;
    public boolean farewell;
    @Schema(readOnly = true) public long members;
    @Schema(readOnly = true) public long posts;
    @Schema(readOnly = true, format = "date-time") public String created;
}

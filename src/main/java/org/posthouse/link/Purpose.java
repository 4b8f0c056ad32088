package org.posthouse.link;

/// What a mailed link is for. The names stand in the database.
public enum Purpose {
    /// Mail of an account may be sent on to an address elsewhere.
    FORWARD,
    /// Somebody who was told of a new account chooses its first password.
    PASSWORD,
    /// Of mailing lists.
    SUBSCRIBE, UNSUBSCRIBE, MEMBER, MOVE, POST,
    /// A member without an account here sees to all memberships of an address; and the hour in a browser that follows.
    MEMBERSHIPS, MEMBER_VISIT,
    /// Commands to lists that came by mail from somebody who had not signed in.
    COMMANDS
}

package org.posthouse.form.owner;

import org.posthouse.list.Member;

/// What a member may choose to get.
public enum MemberState {
    ON, DIGEST, OFF;

    Member.State state() { return Member.State.valueOf(name()); }

    static MemberState of(Member.State state) { return state == Member.State.LEFT ? OFF : valueOf(state.name()); }
}

package org.posthouse.list;

/// What somebody is to a list. Those who administer the list's domain count as owners: that is for the faces to say.
public enum Standing { STRANGER, MEMBER, OWNER }

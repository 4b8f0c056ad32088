package org.posthouse.dns;

import org.xbill.DNS.Name;

/// A name and a type of record.
record Question(Name name, int type) { }

package org.posthouse.dns;

import java.time.Duration;
import org.xbill.DNS.Record;

/// An answer, and how long it may be believed.
record Timed(Answer<Record> answer, Duration life) { }

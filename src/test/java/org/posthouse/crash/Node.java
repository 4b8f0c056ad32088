package org.posthouse.crash;

/// What a name can stand for.
sealed interface Node permits Inode, Folder { }

/// Live settings: what an administrator may change while the house runs. (What must be known before the start is the launcher's.)
///
/// [Setting][org.posthouse.setting.Setting] is the catalogue of those that are numbers, with the bounds and the meaning of each, [TextSetting][org.posthouse.setting.TextSetting] of those that are text; [Snapshot][org.posthouse.setting.Snapshot] holds all their values at one moment;
/// [Settings][org.posthouse.setting.Settings] reads and changes them.
///
/// [ServicePlans][org.posthouse.setting.ServicePlans] keeps what was decided about each service: on or off, port, addresses. It is apart, because such a decision can fail at the machine.
///
/// **Invariants.** A snapshot is immutable and always whole: every value within its bounds, and the values fit each other. A change is made of all its parts or not at all. Rows hold only what
/// differs from the defaults, so that a better default reaches a house that never chose another. Versions only grow.
///
/// **Threads.** Any. A change is seen here at its commit and by other nodes within seconds. [SettingsChanged][org.posthouse.setting.SettingsChanged] is fired inside the transaction: observe it
/// after success.
///
/// **Diagnostics.** A value that cannot be used is a fault that names the setting; nothing is changed then and nothing logged. A row that this build cannot use (an older build beside a newer
/// one, a value edited by hand) leaves a WARNING, and the default holds.
package org.posthouse.setting;

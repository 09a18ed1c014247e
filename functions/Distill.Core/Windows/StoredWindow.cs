using Distill.Contracts;

namespace Distill.Core.Windows;

/// <summary>Where a window's packed calls lie, and what is asked of them most.</summary>
/// <param name="Hour">The window's hour.</param>
/// <param name="Count">Distinct calls, estimated where the window is sampled.</param>
/// <param name="Start">First byte within the log of the account's shard.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Kept">Calls kept, at most <see cref="CallWindow.Capacity"/>.</param>
/// <param name="IsSampled">True when there were more.</param>
internal readonly record struct StoredWindow(Hour Hour, int Count, long Start, int Length, ushort Kept, bool IsSampled);

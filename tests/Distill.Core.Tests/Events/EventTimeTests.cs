using System.Text;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-04-22T03:00:00Z", 0)]
    [InlineData("2026-04-22t03:00:00z", 0)]
    [InlineData("2026-04-22 03:00:00Z", 0)]
    [InlineData(" 2026-04-22T03:00:00Z ", 0)]
    [InlineData("2026-04-22 03:00:00 UTC", 0)]
    [InlineData("2026-04-22T03:00:00+00", 0)]
    [InlineData("2026-04-22T03:00:00+0000", 0)]
    [InlineData("2026-04-22T03:00:00 +00:00", 0)]
    [InlineData("2026-04-22T05:30:00+0230", 0)]
    [InlineData("2026-04-21T22:00:00-05", 0)]
    [InlineData("2026-04-22T03:00:00-00:00", 0)]
    [InlineData("2026-04-22T02:59:60Z", 0)]
    [InlineData("2026-04-22T03:00:00.5Z", 500_000)]
    [InlineData("2026-04-22T03:00:00,000213Z", 213)]
    [InlineData("2026-04-22T03:00:00.0002139Z", 213)]
    [InlineData("2026-04-22T03:00:00.000213999999999+00:00", 213)]
    [InlineData("2026-04-22T03:00Z", 0)]
    [InlineData("2026-04-22T03:00+00:00", 0)]
    [InlineData("2026-04-22T03:00:00%2B00:00", 0)]
    [InlineData("2026-04-22T05:00:00.5%2b0200", 500_000)]
    [InlineData("2026-04-22T03:00:00.000213 00:00", 213)]
    [InlineData("2026-04-22T08:30:00+5:30", 0)]
    [InlineData("2026-04-21T22:00:00\u221205:00", 0)]
    [InlineData("2026-04-22T03:00:00Z[UTC]", 0)]
    [InlineData("2026-04-22T05:00:00+02:00[Europe/Paris]", 0)]
    [InlineData("20260422T030000Z", 0)]
    [InlineData("20260422T0300Z", 0)]
    [InlineData("20260422T050000.5+0200", 500_000)]
    [InlineData("20260422 03:00:00Z", 0)]
    [InlineData("2026/04/22 03:00:00Z", 0)]
    [InlineData("Wed, 22 Apr 2026 03:00:00 GMT", 0)]
    [InlineData("22/Apr/2026:05:00:00 +0200", 0)]
    [InlineData("1776826800", 0)]
    [InlineData("1776826800.000213", 213)]
    [InlineData("1776826800.5", 500_000)]
    [InlineData("1.7768268E9", 0)]
    [InlineData("1776826800000", 0)]
    [InlineData("1776826800000213", 213)]
    [InlineData("1776826800000213999", 213)]
    public void Moment_IsRead(string text, long micros)
    {
        Assert.True(EventTime.TryParse(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(Some.Time.AddMicroseconds(micros), time);
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-04-22")]
    [InlineData("2026-04-22T03:00:00")]
    [InlineData("2026-04-22T03:00:00.123456")]
    [InlineData("2026-04-22T03:00:00.Z")]
    [InlineData("20260422")]
    [InlineData("20260422T030000")]
    [InlineData("20260422T03Z")]
    [InlineData("2026-04/22T03:00:00Z")]
    [InlineData("812")]
    [InlineData("-1776826800")]
    [InlineData("17768268000000000000000")]
    [InlineData("2026-04-22T03:00:61Z")]
    [InlineData("2026-04-22T24:00:00Z")]
    [InlineData("2026-04-22T03:60:00Z")]
    [InlineData("2026-02-29T03:00:00Z")]
    [InlineData("2026-13-01T03:00:00Z")]
    [InlineData("2026-04-00T03:00:00Z")]
    [InlineData("0000-04-22T03:00:00Z")]
    [InlineData("2026-04-22T03:00:00+24:00")]
    [InlineData("2026-04-22T03:00:00+00:")]
    [InlineData("2026-04-22T03:00:00+000")]
    [InlineData("2026-04-22T03:00:00 Europe/Paris")]
    [InlineData("2026-04-22T03:00:00[Europe/Paris]")]
    [InlineData("2026-04-22T03:00:00+5")]
    [InlineData("2026-04-22T03:00:0Z")]
    [InlineData("2026-04-22T03:00:")]
    [InlineData("2026-04-22T03:00.5")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void WhatIsNoMoment_OrHasNoZone_IsRefused(string text) => Assert.False(EventTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void EscapedPlus_IsAPlus() =>
        Assert.Equal(
            Some.Time,
            new EventParser(new EventLimits())
                .Parse("""{"type":"call","id":"1","time":"2026-04-22T03:00:00\u002b00:00","account":"a","model":"m"}"""u8, Some.Time)
                .Call.Time
        );

    [Theory]
    [InlineData("2026-04-22")]
    [InlineData("20260422")]
    [InlineData("2026/04/22")]
    [InlineData("2026-04-22T00:00:00Z")]
    public void Date_IsItsFirstMoment(string text)
    {
        Assert.True(EventTime.TryParseDate(Encoding.UTF8.GetBytes(text), out var time));
        Assert.Equal(Some.Time.AddHours(-3), time);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("yesterday!")]
    [InlineData("99999999")]
    public void WhatIsNoDate_IsNone(string text) => Assert.False(EventTime.TryParseDate(Encoding.UTF8.GetBytes(text), out _));
}

# Series of hearings.

series-index-title = Series of hearings
series-new = New series
series-settings = Series settings
series-title = Title of the series
series-description = Presentation
series-description-hint = Two or three sentences for newcomers.
series-body = Organising body
series-no-body = A body is needed first to organise the series.
series-editors = Editors
series-editors-hint = They prepare hearings just as members of the organising body do.
series-letterhead = Letterhead of the record
series-letterhead-hint = The lines printed at the top of every page.
series-stale-title = Someone changed this series while you were writing.
series-none-title = No series yet
series-none-advice = A manager opens a series; hearings are then kept in it.
done-series-created = The series has been created.
done-series-changed = The series has been changed.

timeline-title = The { $count } hearings along time
timeline-today = today

attendance-figures-title = Who was present
attendance-figures-lead = Who came to the hearings that were held, by political group, and by capacity for the others.
attendance-figures-sides = From hearing to hearing
attendance-figures-attended = Hearings
attendance-figures-of = { $count } of { $whole }
attendance-figures-total = Attendances
attendance-figures-table = Attendances by hearing
attendance-figures-hearing = Hearing
attendance-figures-all = Total
attendance-figures-none-title = Nobody is noted as present yet
attendance-figures-none-advice = Attendances are counted here once a hearing is held and someone has noted who was there.
attendance-figures-back = Back to the series
attendance-figures-away = + { $count } excused or absent
